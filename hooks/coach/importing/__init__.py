"""Moving in: what another tool's export holds, as articles, pages and pictures of ours."""
