package dev.tidegate.autoscaler.metrics.prometheus;

/**
 * An HTTP response.
 *
 * @param truncated whether the body was longer than may be read
 */
record Reply(int status, String body, boolean truncated) {

    /** Whether a retry may succeed: overload, a failing proxy, a server that starts. */
    boolean isTransient() {
        return status == 429 || status >= 500;
    }
}
