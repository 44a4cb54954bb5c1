"""What makes a site one that can be installed and read offline: the web app manifest and the service worker."""
