package dev.tidegate.runbooks.approve;

import java.util.Set;

/** An identified operator. */
public record Operator(String name, Set<String> roles) {
    public Operator {
        roles = Set.copyOf(roles);
    }
}
