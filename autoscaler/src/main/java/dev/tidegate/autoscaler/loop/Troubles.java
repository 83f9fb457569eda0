package dev.tidegate.autoscaler.loop;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the outside keeps a process from just now, by what it is about. Logged once when it begins or turns into something else,
 * and once when it is over, however often it is met in between. Thread-safe.
 */
public final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    /** @param kind the same trouble has the same one, though its details may differ from time to time */
    private record Trouble(String kind, String told) {}

    private final Map<String, Trouble> standing = new ConcurrentSkipListMap<>();

    /** Something is wrong, with what was found and what to do about it; whether that is news. */
    public boolean stands(String about, String kind, String told) {
        @Nullable Trouble before = standing.put(about, new Trouble(kind, told));
        boolean news = before == null || !before.kind().equals(kind);
        if (news) {
            LOG.warn("{}: {}", about, told);
        }
        return news;
    }

    /** It is as it should be, again or still; whether that is news. */
    public boolean over(String about) {
        @Nullable Trouble before = standing.remove(about);
        if (before != null) {
            LOG.info("{}: well again after: {}", about, before.kind());
        }
        return before != null;
    }

    /** One sentence each. */
    public List<String> told() {
        return standing.entrySet().stream()
                .map(trouble -> trouble.getKey() + ": " + trouble.getValue().told())
                .toList();
    }
}
