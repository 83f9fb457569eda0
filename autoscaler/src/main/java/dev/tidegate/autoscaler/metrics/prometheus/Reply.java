package dev.tidegate.autoscaler.metrics.prometheus;

/**
 * What came over the wire.
 *
 * @param cut whether there was more than may be read
 */
record Reply(int status, String body, boolean cut) {

    /** Whether the same question may be answered a moment later: overload, a proxy's trouble, a server that starts. */
    boolean mayPass() {
        return status == 429 || status >= 500;
    }
}
