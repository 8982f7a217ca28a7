"""The sheet of one checked member: its words and figures (`content`), as text (`plain`), as a PDF (`paper`)."""
