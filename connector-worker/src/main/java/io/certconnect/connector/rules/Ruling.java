package io.certconnect.connector.rules;

/** A decision, the rule that made it, and what that rule and those before it saw: all that it takes to explain it. */
public record Ruling(ConnectDecision decision, ConnectRule rule, Facts facts) {}
