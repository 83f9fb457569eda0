package dev.tidegate.stacks.program;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.load.GroundLoader;
import dev.tidegate.stacks.settings.load.LoadOutcome;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As many fleets as a ground may have. */
class ManyFleetsTest {
    private static final int MOST = 24;

    /** In bytes, before they are encoded: EC2 refuses a template with more. */
    private static final int USER_DATA = 16_384;

    @Test
    void whatEachInstanceRunsAtItsStartIsTakenByEc2() {
        InProcess.Ended ended = InProcess.provision(Standing.ground(dev -> fleets(dev, MOST)));

        ended.result().throwOnError();
        assertThat(ended.asked())
                .filteredOn(resource -> resource.is("LaunchTemplate"))
                .hasSizeGreaterThan(MOST)
                .allSatisfy(
                        template ->
                                assertThat(size(template))
                                        .as(template.name())
                                        .isLessThanOrEqualTo(USER_DATA));
    }

    /** Of those on a cluster gateways and daemons are told a target group each, by its whole name. */
    @Test
    void whatEachInstanceRunsForFleetsOfPodsIsTakenByEc2() {
        InProcess.Ended ended =
                InProcess.provision(Standing.ground(dev -> onCluster(fleets(dev, MOST))));

        ended.result().throwOnError();
        assertThat(ended.asked())
                .filteredOn(resource -> resource.is("LaunchTemplate"))
                .extracting(ResourceRegistration::name)
                .contains("use1-gateway-template", "use1-control-template");
        assertThat(ended.asked())
                .filteredOn(resource -> resource.is("LaunchTemplate"))
                .allSatisfy(
                        template ->
                                assertThat(size(template))
                                        .as(template.name())
                                        .isLessThanOrEqualTo(USER_DATA));
    }

    /** A group may hold 60 rules in each direction, and a peer by name takes one for each fleet. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoMayReachWhomIsTakenByEc2(boolean pods) {
        InProcess.Ended ended =
                InProcess.provision(
                        Standing.ground(
                                dev -> {
                                    ObjectNode many = fleets(dev, MOST);
                                    if (pods) {
                                        onCluster(many);
                                    }
                                }));

        ended.result().throwOnError();
        Map<String, Long> rules =
                ended.asked().stream()
                        .filter(resource -> resource.type().matches(".*(In|E)gressRule"))
                        .filter(rule -> rule.at("prefixListId").isAbsent())
                        .flatMap(
                                rule ->
                                        rule.at("securityGroupId")
                                                .texts()
                                                .map(group -> rule.type() + " " + group))
                        .collect(groupingBy(each -> each, counting()));
        assertThat(rules.values()).anyMatch(count -> count >= MOST).allMatch(count -> count <= 60);
    }

    @Test
    void moreFleetsThanFitAreRefused() {
        ObjectNode[] document = new ObjectNode[1];
        Ground allowed = Standing.ground(dev -> document[0] = fleets(dev, MOST));
        assertThat(allowed.fleets()).hasSize(MOST);

        LoadOutcome outcome = GroundLoader.load(fleets(document[0], MOST + 1));

        assertThat(((LoadOutcome.Invalid) outcome).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.key()).isEqualTo("fleets"));
    }

    /** So many fleets with names as long as they may be, of the family with the most types, in the region and environment of the longest names. */
    private static ObjectNode fleets(ObjectNode ground, int count) {
        ground.put("environment", "environment1");
        ObjectNode gateway = ground.withObject("/gateway");
        gateway.putArray("keys").add("x".repeat(200));
        ObjectNode first = (ObjectNode) ground.at("/fleets/0");
        ground.putArray("fleets");
        Stream.iterate(10, number -> number + 1)
                .limit(count)
                .forEach(
                        number ->
                                ground.withArray("fleets")
                                        .add(first.deepCopy().put("name", "longmodel1" + number)));
        return ground;
    }

    private static ObjectNode onCluster(ObjectNode ground) {
        ground.putObject("kubernetes")
                .put("version", "1.35")
                .putArray("admins")
                .add("arn:aws:iam::123456789012:role/operators");
        ground.at("/fleets")
                .forEach(
                        fleet -> ((ObjectNode) fleet).put("platform", "kubernetes").remove("warm"));
        return ground;
    }

    private static int size(ResourceRegistration template) {
        return template.at("userData")
                .texts()
                .mapToInt(encoded -> Base64.getDecoder().decode(encoded).length)
                .findFirst()
                .orElse(0);
    }
}
