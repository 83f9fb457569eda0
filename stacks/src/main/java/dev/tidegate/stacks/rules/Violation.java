package dev.tidegate.stacks.rules;

/** A resource that breaks a rule, and what would put it right. */
public record Violation(String rule, String resource, String remedy) {
    @Override
    public String toString() {
        return rule + ": " + resource + ": " + remedy;
    }
}
