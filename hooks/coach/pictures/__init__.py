"""Pictures that authors put into texts: what they are, and the smaller ones that browsers get instead."""
