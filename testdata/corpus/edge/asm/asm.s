// The functions declared without bodies are never linked.
