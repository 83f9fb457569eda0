package dev.tidegate.runbooks.act.aws;

import static java.lang.Integer.parseInt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.Instance;
import software.amazon.awssdk.services.autoscaling.model.LifecycleState;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;

/**
 * EC2 Auto Scaling groups. {@code floor} is the group's minimum size, above which its own scaling
 * policies stay in charge; {@code desired} can be set too, where nothing else sets it.
 *
 * <p>An instance is ready while it is in service and healthy, and starting while its launch goes
 * through the pending states. Instances parked in a warm pool are neither. Everything is counted in
 * the group's own unit: where instance types have weights, an instance counts as many replicas as
 * its weight.
 */
public final class AutoScalingFloors extends AwsActuator<AutoScalingClient> {
    public static final String KIND = "aws-autoscaling";
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("group", "region"),
                    List.of(
                            FieldShape.settable("floor", FieldShape.Type.COUNT),
                            FieldShape.settable("desired", FieldShape.Type.COUNT),
                            FieldShape.readOnly("ceiling", FieldShape.Type.COUNT),
                            FieldShape.readOnly("starting", FieldShape.Type.COUNT),
                            FieldShape.readOnly("ready", FieldShape.Type.COUNT)));
    private static final Set<LifecycleState> STARTING =
            Set.of(
                    LifecycleState.PENDING,
                    LifecycleState.PENDING_WAIT,
                    LifecycleState.PENDING_PROCEED);

    /** How many groups one call can name, given as many records requested. */
    private static final int MAX_NAMES_PER_CALL = 100;

    private final InstantSource clock;
    private final Map<String, BatchedReads> regions = new ConcurrentHashMap<>();

    public AutoScalingFloors(AwsAccess access, InstantSource clock) {
        super(KIND, SHAPE, region -> access.client(AutoScalingClient.builder(), region), clock);
        this.clock = clock;
    }

    public static Target target(String region, String group) {
        return Target.of(KIND, Map.of("region", region, "group", group));
    }

    @Override
    Optional<SortedMap<String, JsonNode>> readFields(Target target, AutoScalingClient client) {
        String name = target.coordinate("group");
        return client
                .describeAutoScalingGroups(r -> r.autoScalingGroupNames(name))
                .autoScalingGroups()
                .stream()
                .findFirst()
                .map(AutoScalingFloors::fields);
    }

    static SortedMap<String, JsonNode> fields(AutoScalingGroup group) {
        int starting = replicas(group, i -> STARTING.contains(i.lifecycleState()));
        int ready =
                replicas(
                        group,
                        i ->
                                i.lifecycleState() == LifecycleState.IN_SERVICE
                                        && "Healthy".equalsIgnoreCase(i.healthStatus()));
        var fields = new TreeMap<String, JsonNode>();
        fields.put("floor", count(group.minSize(), "MinSize"));
        fields.put("ceiling", count(group.maxSize(), "MaxSize"));
        fields.put("desired", count(group.desiredCapacity(), "DesiredCapacity"));
        fields.put("starting", IntNode.valueOf(starting));
        fields.put("ready", IntNode.valueOf(ready));
        return fields;
    }

    private static IntNode count(@Nullable Integer member, String name) {
        return IntNode.valueOf(AwsErrors.require(member, name));
    }

    private static int replicas(AutoScalingGroup group, Predicate<Instance> condition) {
        return group.instances().stream()
                .filter(condition)
                .mapToInt(i -> i.weightedCapacity() == null ? 1 : parseInt(i.weightedCapacity()))
                .sum();
    }

    /** Includes the group in batched reads, so that {@link #readCached} costs hardly any calls. */
    public void watch(Target target) {
        regions.computeIfAbsent(
                        target.coordinate("region"),
                        region -> new BatchedReads(MAX_NAMES_PER_CALL, this::readBatch))
                .watch(target);
    }

    @Override
    public Reading readCached(Target target, Duration age) {
        return Optional.ofNullable(regions.get(target.coordinate("region")))
                .flatMap(region -> region.get(target, clock.instant(), age))
                .orElseGet(() -> read(target));
    }

    private Map<Target, Reading> readBatch(List<Target> groups) {
        List<String> names = groups.stream().map(group -> group.coordinate("group")).toList();
        var readings = new HashMap<Target, Reading>();
        try {
            AutoScalingClient client = client(groups.get(0));
            Map<String, AutoScalingGroup> found =
                    AwsErrors.call(
                                    () ->
                                            client.describeAutoScalingGroups(
                                                    r ->
                                                            r.autoScalingGroupNames(names)
                                                                    .maxRecords(
                                                                            MAX_NAMES_PER_CALL)))
                            .autoScalingGroups()
                            .stream()
                            .collect(
                                    Collectors.toMap(
                                            AutoScalingGroup::autoScalingGroupName,
                                            g -> g,
                                            (g, same) -> g));
            groups.forEach(
                    group ->
                            readings.put(
                                    group, reading(group, found.get(group.coordinate("group")))));
        } catch (SdkException e) {
            groups.forEach(group -> readings.put(group, AwsErrors.ofRead(e)));
        }
        return readings;
    }

    private Reading reading(Target target, @Nullable AutoScalingGroup group) {
        return group == null ? absent(target) : observed(target, fields(group));
    }

    @Override
    Optional<Outcome> write(Change change, Observed now, AutoScalingClient client, Fence fence) {
        var request =
                UpdateAutoScalingGroupRequest.builder()
                        .autoScalingGroupName(change.target().coordinate("group"));
        for (FieldChange field : change.fields()) {
            int desired = field.after().asInt(-1);
            if (desired < 0) {
                return invalid(field.field() + " must be a count, was " + field.after());
            }
            if (desired > now.count("ceiling")) {
                String limit = "above the group's maximum of " + now.count("ceiling");
                return invalid(field.field() + " " + desired + " is " + limit);
            }
            if (field.field().equals("floor")) {
                request.minSize(desired);
            } else {
                request.desiredCapacity(desired);
            }
        }
        client.updateAutoScalingGroup(request.build());
        return Optional.empty();
    }
}
