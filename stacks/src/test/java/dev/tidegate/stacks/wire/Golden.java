package dev.tidegate.stacks.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import dev.tidegate.stacks.resource.Property;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a run asked for, as text that a review can read: a resource a paragraph, a property a line, long texts by their digest. */
final class Golden {
    private static final int LONGEST = 160;

    private Golden() {}

    static String graph(Recorded run) {
        StringBuilder text = new StringBuilder();
        for (Recorded.Asked asked : run.asked()) {
            text.append(asked.urn().substring(asked.urn().indexOf("::") + 2)).append('\n');
            asked.request()
                    .getIgnoreChangesList()
                    .forEach(key -> text.append("  ignores ").append(key).append('\n'));
            if (asked.request().getProtect()) {
                text.append("  protected\n");
            }
            write(text, "", Values.property(asked.properties()));
            text.append('\n');
        }
        return text.toString();
    }

    private static void write(StringBuilder text, String path, Property value) {
        if (value instanceof Property.Fields fields) {
            fields.values()
                    .forEach(
                            (key, each) ->
                                    write(text, path.isEmpty() ? key : path + "." + key, each));
        } else if (value instanceof Property.Items items) {
            for (int i = 0; i < items.values().size(); i++) {
                write(text, path + "[" + i + "]", items.values().get(i));
            }
        } else if (value instanceof Property.Text policy && isDocument(path)) {
            write(text, path, document(policy.value()));
        } else {
            text.append("  ").append(path).append(" = ").append(show(value)).append('\n');
        }
    }

    /** Who may do what is reviewed by its words: a digest only says that it became another. */
    private static boolean isDocument(String path) {
        return path.equals("policy") || path.equals("assumeRolePolicy");
    }

    private static Property document(String json) {
        Struct.Builder document = Struct.newBuilder();
        try {
            JsonFormat.parser().merge(json, document);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(json, e);
        }
        return Values.property(document.build());
    }

    private static String show(Property value) {
        if (value instanceof Property.Text known) {
            String one = known.value().strip();
            return one.length() > LONGEST || one.contains("\n")
                    ? one.length() + " characters, " + digest(one)
                    : one;
        }
        if (value instanceof Property.Numeral number) {
            return number.value() == Math.rint(number.value())
                    ? String.valueOf((long) number.value())
                    : String.valueOf(number.value());
        }
        return value instanceof Property.Flag flag ? String.valueOf(flag.value()) : "?";
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
