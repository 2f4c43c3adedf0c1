"""What can a program do? One module for each subject; each operation parses, calls the desk, renders."""
