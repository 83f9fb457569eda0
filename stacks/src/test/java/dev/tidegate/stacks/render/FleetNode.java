package dev.tidegate.stacks.render;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a replica's instance runs at its start. */
final class FleetNode {
    private FleetNode() {}

    static String start() {
        Map<String, Object> values = new HashMap<>();
        List.of(
                        "region",
                        "group",
                        "weights",
                        "port",
                        "image",
                        "names",
                        "each",
                        "drain",
                        "heartbeat")
                .forEach(name -> values.put(name, "60"));
        values.put("heard", "1");
        values.put("wayOut", Template.text("leaving.py"));
        values.put("shorter", Template.text("shorter_answers.py"));
        return Template.named("user-data.sh.mustache").fill(values);
    }

    /** A file that it lays down. */
    static String file(String path) {
        return found("(?ms)^cat >" + path + " <<'(\\w+)'\n(?<what>.*?)^\\1$");
    }

    /** All that it says to the model server by this option, in order. */
    static List<String> options(String name) {
        return Pattern.compile(name + " (\\S+)")
                .matcher(start())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String found(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(start());
        if (!matcher.find()) {
            throw new AssertionError("its start has no " + pattern);
        }
        return matcher.group("what");
    }
}
