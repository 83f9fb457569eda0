package dev.tidegate.runbooks.rig;

import java.util.function.BooleanSupplier;

/** What a test does about a server that it needs. */
enum Provision {
    /** The program is on this machine. */
    PROGRAM,
    /** A Docker engine starts it from a pinned image. */
    CONTAINER,
    /** Neither: the test is skipped and named. */
    SKIP,
    /** Neither, where nothing may be skipped. */
    FAIL;

    /**
     * @param dockerAnswers asked only when it matters: where no engine is, the answer takes a second
     * @param allMustRun as in CI
     */
    static Provision of(boolean programHere, BooleanSupplier dockerAnswers, boolean allMustRun) {
        if (programHere) {
            return PROGRAM;
        }
        if (dockerAnswers.getAsBoolean()) {
            return CONTAINER;
        }
        return allMustRun ? FAIL : SKIP;
    }
}
