"""What archivists do: queues of what waits, and decisions that can be undone."""
