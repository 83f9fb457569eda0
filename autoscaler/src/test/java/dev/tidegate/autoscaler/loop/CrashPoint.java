package dev.tidegate.autoscaler.loop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The instruction at which a process dies: before or after one of its calls to the outside, counted over all of them. */
final class CrashPoint {
    private final int call;
    private final boolean after;
    private int calls;

    /**
     * @param call the call at which it dies, counted from 0
     * @param after whether the call is still carried out
     */
    CrashPoint(int call, boolean after) {
        this.call = call;
        this.after = after;
    }

    /** What no code catches: the process is gone. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The same thing, called by a process that dies here. */
    <T> T guard(Class<T> type, T whole) {
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
                                Object result = method.invoke(whole, arguments);
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

    /** Whether the process lived to the end. */
    boolean passed() {
        return calls <= call;
    }
}
