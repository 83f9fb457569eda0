package dev.tidegate.stacks.program;

import com.pulumi.core.Output;
import com.pulumi.resources.StackReference;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.site.Names;
import org.jspecify.annotations.Nullable;

/** Typed outputs of another stack's region; a missing or mistyped output is an error that names it. */
final class RegionReference {
    private final String stack;
    private final Names names;
    private final StackReference reference;

    RegionReference(String environment, Ground.RegionStack region) {
        stack = region.stack();
        names = new Names(environment, region.region());
        reference = new StackReference(stack);
    }

    RegionEndpoint endpoint() {
        return new RegionEndpoint(
                names.region(),
                names.code(),
                text(Outputs.HOST),
                text(Outputs.HOST_ZONE),
                text(Outputs.SATURATION_ALARM),
                text(Outputs.ORIGIN_KEY));
    }

    private Output<String> text(String what) {
        String key = Outputs.key(names, what);
        return reference.output(key).applyValue(value -> text(stack, key, value));
    }

    static String text(String stack, String key, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(
                "stack " + stack + ", output " + key + ": expected text, found " + value);
    }
}
