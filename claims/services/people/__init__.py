"""Who works here: invitations, roles, the stories that an editor edits, and what was done to whom."""
