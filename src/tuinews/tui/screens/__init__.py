"""What lies over the panes: editor, prompts, help, greeting; and the main screen that holds the panes."""
