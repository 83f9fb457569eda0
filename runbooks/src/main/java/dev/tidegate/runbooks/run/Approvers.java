package dev.tidegate.runbooks.run;

/** Knows whose approval counts. */
@FunctionalInterface
public interface Approvers {

    /** Whether an operator of this name has the role now. */
    boolean counts(String operator, String role);
}
