package dev.tidegate.runbooks.approve;

import java.util.Set;

/** A person who was identified. */
public record Operator(String name, Set<String> roles) {
    public Operator {
        roles = Set.copyOf(roles);
    }
}
