// Leads from the page that a preview shows to the quiz, which opens the result in the fragment.
if (/^#r=/.test(location.hash)) location.replace(`../../${location.hash}`);
