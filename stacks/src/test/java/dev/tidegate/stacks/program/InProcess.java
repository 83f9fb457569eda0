package dev.tidegate.stacks.program;

import com.pulumi.Context;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.rules.RuleEnforcement;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.Tier;
import dev.tidegate.stacks.wire.Computed;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The program in this JVM on the SDK's own test double: many grounds in the time of one process. */
public final class InProcess implements Mocks {
    private final List<ResourceRegistration> asked = new CopyOnWriteArrayList<>();

    private InProcess() {}

    /** What was asked for, sorted, and how it ended. */
    public record Ended(List<ResourceRegistration> asked, TestResult result) {
        Property of(String name) {
            return InProcess.of(asked, name);
        }

        List<Property> all(String type) {
            return InProcess.all(asked, type);
        }
    }

    /** The properties of the resource of this name. */
    static Property of(List<ResourceRegistration> asked, String name) {
        return asked.stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody asked for " + name))
                .properties();
    }

    /** The properties of all resources of a type. */
    static List<Property> all(List<ResourceRegistration> asked, String type) {
        return asked.stream()
                .filter(resource -> resource.type().equals(type))
                .map(ResourceRegistration::properties)
                .toList();
    }

    public static Ended provision(Ground ground) {
        return run(ground.tier(), (context, guard) -> Main.provision(context, ground, guard));
    }

    public static Ended run(Tier tier, BiConsumer<Context, RuleEnforcement> program) {
        InProcess engine = new InProcess();
        RuleEnforcement guard = new RuleEnforcement(tier);
        try {
            TestResult result =
                    PulumiTest.withMocks(engine)
                            .withOptions(
                                    TestOptions.builder()
                                            .projectName("tidegate")
                                            .stackName("test")
                                            .resourceTransformations(List.of(guard))
                                            .build())
                            .runTest(context -> program.accept(context, guard));
            return new Ended(
                    engine.asked.stream()
                            .sorted(
                                    Comparator.comparing(ResourceRegistration::type)
                                            .thenComparing(ResourceRegistration::name))
                            .toList(),
                    result);
        } finally {
            PulumiTest.cleanup();
        }
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        asked.add(new ResourceRegistration(args.type, args.name, false, property(args.inputs)));
        return CompletableFuture.completedFuture(
                ResourceResult.of(
                        Optional.of(args.name + "-id"),
                        Computed.complete(args.type, args.name, args.inputs)));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        return CompletableFuture.completedFuture(Computed.answer(args.token, args.token));
    }

    private static Property property(Object value) {
        if (value instanceof Map<?, ?> map) {
            SortedMap<String, Property> fields = new TreeMap<>();
            map.forEach((key, each) -> fields.put(String.valueOf(key), property(each)));
            return new Property.Fields(fields);
        }
        if (value instanceof List<?> items) {
            return new Property.Items(items.stream().map(InProcess::property).toList());
        }
        if (value instanceof Number number) {
            return new Property.Numeral(number.doubleValue());
        }
        return value instanceof Boolean flag
                ? new Property.Flag(flag)
                : value == null ? new Property.Absent() : new Property.Text(value.toString());
    }
}
