package dev.tidegate.runbooks.run;

/** Decides whose approval counts. */
@FunctionalInterface
public interface Approvers {

    /** Whether the operator has the role now. */
    boolean hasRole(String operator, String role);
}
