package dev.tidegate.runbooks.act.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Records of a hosted zone: {@code weight} (0 to 255, of a weighted record with a {@code set}),
 * {@code ttl} in seconds, {@code values}. Everything else about the record stays as it is.
 *
 * <p>A change is done when Route 53 reports that all its name servers have it, which takes up to a
 * minute; until then the outcome is "not yet", and the run asks again every second.
 */
final class Route53Records extends AwsActuator<Route53Client> {
    static final String KIND = "aws-route53";
    private static final int MAX_WEIGHT = 255;
    private static final String STAR = "\\052"; // as the service lists it
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("zone", "name", "type"),
                            List.of(
                                    FieldShape.settable("weight", FieldShape.Type.COUNT),
                                    FieldShape.settable("ttl", FieldShape.Type.COUNT),
                                    FieldShape.settable("values", FieldShape.Type.ANY)))
                    .withOptional(Set.of("set"));

    /**
     * Route 53's ids of our changes that are not yet in sync, by change key; a restarted process
     * relies on the record as read.
     */
    private final Map<String, String> pendingChanges = new ConcurrentHashMap<>();

    Route53Records(AwsAccess access, InstantSource clock) {
        super(KIND, SHAPE, region -> access.client(Route53Client.builder(), region), clock);
    }

    static Target target(String zone, String name, String type) {
        return Target.of(KIND, Map.of("zone", zone, "name", name, "type", type));
    }

    /** One of several weighted records of the same name. */
    static Target target(String zone, String name, String type, String set) {
        return Target.of(KIND, Map.of("zone", zone, "name", name, "type", type, "set", set));
    }

    @Override
    Optional<SortedMap<String, JsonNode>> readFields(Target target, Route53Client client) {
        return find(target, client).map(Route53Records::fields);
    }

    private static SortedMap<String, JsonNode> fields(ResourceRecordSet found) {
        var fields = new TreeMap<String, JsonNode>();
        if (found.weight() != null) {
            fields.put("weight", LongNode.valueOf(found.weight()));
        }
        if (found.ttl() != null) {
            fields.put("ttl", LongNode.valueOf(found.ttl()));
        }
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        found.resourceRecords().forEach(value -> values.add(value.value()));
        fields.put("values", values);
        return fields;
    }

    private static Optional<ResourceRecordSet> find(Target target, Route53Client client) {
        String name = withDot(target.coordinate("name"));
        String type = target.coordinate("type");
        Optional<String> set = Optional.ofNullable(target.coordinates().get("set"));
        return client
                .listResourceRecordSets(
                        r ->
                                r.hostedZoneId(target.coordinate("zone"))
                                        .startRecordName(name)
                                        .startRecordType(type))
                .resourceRecordSets()
                .stream()
                .filter(
                        found ->
                                found.name() != null
                                        && withDot(found.name().replace(STAR, "*")).equals(name)
                                        && type.equals(found.typeAsString()))
                .filter(found -> set.equals(Optional.ofNullable(found.setIdentifier())))
                .findFirst();
    }

    private static String withDot(String name) {
        return name.endsWith(".") ? name : name + ".";
    }

    @Override
    public boolean holds(Change change, Observed now) {
        return super.holds(change, now) && !pendingChanges.containsKey(change.key());
    }

    @Override
    Optional<Outcome> write(Change change, Observed now, Route53Client client, Fence fence) {
        Optional<String> earlier = Optional.ofNullable(pendingChanges.get(change.key()));
        if (earlier.isPresent()) {
            return propagation(change, earlier.get(), client);
        }
        Optional<ResourceRecordSet> found = find(change.target(), client);
        if (found.isEmpty()) {
            return absentOutcome(change.target());
        }
        long weight = change.after("weight").asLong(0);
        if (weight > MAX_WEIGHT
                || change.fields().stream().anyMatch(field -> field.after().isNull())) {
            return invalid(
                    "a record takes a weight of up to "
                            + MAX_WEIGHT
                            + " and loses nothing, was "
                            + change.fields());
        }
        ChangeBatch batch =
                ChangeBatch.builder()
                        .comment("tidegate " + change.key())
                        .changes(List.of(upsert(updated(found.get(), change))))
                        .build();
        if (!fence.stillHeld()) {
            return Optional.of(fence.lost());
        }
        String zone = change.target().coordinate("zone");
        ChangeInfo sent =
                client.changeResourceRecordSets(r -> r.hostedZoneId(zone).changeBatch(batch))
                        .changeInfo();
        String id = AwsErrors.require(AwsErrors.require(sent, "ChangeInfo").id(), "Id");
        pendingChanges.put(change.key(), id);
        return propagation(change, id, client);
    }

    private static software.amazon.awssdk.services.route53.model.Change upsert(
            ResourceRecordSet next) {
        return software.amazon.awssdk.services.route53.model.Change.builder()
                .action(ChangeAction.UPSERT)
                .resourceRecordSet(next)
                .build();
    }

    private static ResourceRecordSet updated(ResourceRecordSet now, Change change) {
        ResourceRecordSet.Builder next = now.toBuilder();
        change.fields()
                .forEach(
                        field -> {
                            switch (field.field()) {
                                case "weight" -> next.weight(field.after().asLong());
                                case "ttl" -> next.ttl(field.after().asLong());
                                default -> next.resourceRecords(values(field.after()));
                            }
                        });
        return next.build();
    }

    private static List<ResourceRecord> values(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(value -> ResourceRecord.builder().value(value.asText()).build())
                .toList();
    }

    private Optional<Outcome> propagation(Change change, String id, Route53Client client) {
        try {
            ChangeInfo found = client.getChange(r -> r.id(id)).changeInfo();
            if (AwsErrors.require(found, "ChangeInfo").status() == ChangeStatus.INSYNC) {
                pendingChanges.remove(change.key());
                return Optional.empty();
            }
        } catch (SdkException e) { // the change was accepted, whatever is wrong with this query
            return Optional.of(AwsErrors.ofRead(e).unknownOutcome());
        }
        return Optional.of(
                new Outcome.Retriable(
                        Failure.NOT_YET, "change " + id + " is on its way to the name servers"));
    }
}
