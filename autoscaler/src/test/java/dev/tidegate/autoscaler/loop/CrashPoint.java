package dev.tidegate.autoscaler.loop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The point at which a process crashes: before or after one of its external calls, counted over all of them. */
final class CrashPoint {
    private final int call;
    private final boolean after;
    private int calls;

    /**
     * @param call the call at which it crashes, counted from 0
     * @param after whether the call is still executed
     */
    CrashPoint(int call, boolean after) {
        this.call = call;
        this.after = after;
    }

    /** Simulates the end of the process: an error that no code catches. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Wraps {@code real} so that calls to it count, and one crashes. */
    <T> T guard(Class<T> type, T real) {
        Object guarded =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            boolean here = calls++ == call;
                            if (here && !after) {
                                throw new Crash();
                            }
                            try {
                                Object result = method.invoke(real, arguments);
                                if (here) {
                                    throw new Crash();
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
        return type.cast(guarded);
    }

    /** Whether the process never reached the crash point. */
    boolean survived() {
        return calls <= call;
    }
}
