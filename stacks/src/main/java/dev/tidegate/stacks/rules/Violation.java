package dev.tidegate.stacks.rules;

/** A resource that violates a rule, and the remedy. */
public record Violation(String rule, String resource, String remedy) {
    @Override
    public String toString() {
        return rule + ": " + resource + ": " + remedy;
    }
}
