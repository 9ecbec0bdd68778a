"""What the commands for editors with a terminal do: new, schema, check --fix, init."""
