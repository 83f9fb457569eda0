package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.run.record.RunView;
import java.util.Optional;

/** Decides whose approval counts. */
@FunctionalInterface
public interface Approvers {

    /** Whether the operator has the role now. */
    boolean hasRole(String operator, String role);

    /** Names one who approved the run without the role: the ledger may have been forged. */
    default Optional<String> objection(RunView run, String role) {
        return run.approvedBy().stream()
                .filter(by -> !hasRole(by, role))
                .findFirst()
                .map(by -> by + " approved without the role " + role);
    }
}
