"""What one edition knows of each subject, gathered and looked up once, before a page is printed."""
