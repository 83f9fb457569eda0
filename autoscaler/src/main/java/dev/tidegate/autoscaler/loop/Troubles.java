package dev.tidegate.autoscaler.loop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * External problems of this process, by subject. Each is logged once when it begins or changes its kind, and once when it is
 * over. Thread-safe.
 */
public final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    /** @param kind identifies the problem; the message may vary while the kind stays */
    private record Trouble(String kind, String message) {}

    private final Map<String, Trouble> current = new ConcurrentSkipListMap<>();

    /** Reports a problem, with its cause and the remedy; returns whether it is new. */
    public boolean report(String about, String kind, String message) {
        @Nullable Trouble before = current.put(about, new Trouble(kind, message));
        boolean isNew = before == null || !before.kind().equals(kind);
        if (isNew) {
            LOG.warn("{}: {}", about, message);
        }
        return isNew;
    }

    /** Reports that there is no problem with the subject (any more); returns whether there was one. */
    public boolean clear(String about) {
        @Nullable Trouble before = current.remove(about);
        if (before != null) {
            LOG.info("{}: well again after: {}", about, before.kind());
        }
        return before != null;
    }

    /** One sentence for each current problem. */
    public List<String> messages() {
        return current.entrySet().stream()
                .map(trouble -> trouble.getKey() + ": " + trouble.getValue().message())
                .toList();
    }
}
