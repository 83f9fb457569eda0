package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What others have fallen into: each trap by name, over all stacks. */
class TrapsTest {
    private static final Set<String> TAGS =
            Set.of("Name", "tidegate:environment", "tidegate:owner", "tidegate:room");

    /** A provider's default tags end at the template and the group: nobody here relies on them. */
    @Test
    void defaultTagsDoNotReachWhatAGroupLaunches() {
        assertThat(all("pulumi:providers:aws"))
                .isNotEmpty()
                .allMatch(provider -> provider.at("defaultTags").isAbsent());
        assertThat(all("aws:ec2/launchTemplate:LaunchTemplate"))
                .isNotEmpty()
                .allSatisfy(
                        template ->
                                assertThat(template.at("tagSpecifications").each())
                                        .hasSize(3)
                                        .allMatch(
                                                tags ->
                                                        ((Property.Fields) tags.at("tags"))
                                                                .values()
                                                                .keySet()
                                                                .containsAll(TAGS)));
        assertThat(all("aws:autoscaling/group:Group"))
                .isNotEmpty()
                .allSatisfy(
                        group ->
                                assertThat(group.at("tags").each())
                                        .hasSize(TAGS.size())
                                        .allMatch(tag -> tag.at("propagateAtLaunch").mayBeTrue()));
    }

    /** So it only lays down units: what loads, waits or ends a hook is started by them, at each start. */
    @Test
    void userDataInAWarmPoolRunsOnceAndBeforeTheHook() {
        List<String> scripts = userData("aws:ec2/launchTemplate:LaunchTemplate", "-chat-template");

        assertThat(scripts)
                .isNotEmpty()
                .allSatisfy(
                        script -> {
                            assertThat(script)
                                    .contains("systemctl enable tidegate-ready.service")
                                    .contains("/opt/tidegate/complete ready CONTINUE");
                            assertThat(ownCommands(script))
                                    .isSubsetOf(
                                            "set",
                                            "install",
                                            "cat",
                                            "chmod",
                                            "systemctl",
                                            "nvidia-smi");
                        });
    }

    /** The service would take it for none given, and make the pool as large as the group may become. */
    @Test
    void aWarmPoolsMinimumOfZeroIsNotSentByTheProvider() {
        assertThat(all("aws:autoscaling/group:Group"))
                .filteredOn(group -> !group.at("warmPool").isAbsent())
                .isNotEmpty()
                .allMatch(group -> group.at("warmPool.minSize").mayBeAtLeast(1))
                .allMatch(group -> group.at("warmPool.maxGroupPreparedCapacity").mayBeAtLeast(1));
    }

    @Test
    void whatTheEdgeNeedsIsMadeByAProviderOfUsEastOne() {
        for (String stack : List.of("dev", "staging", "prod")) {
            Recorded run = Runs.up(stack);
            assertThat(Values.property(run.named("global-provider").properties()).at("region"))
                    .isEqualTo(new Property.Text("us-east-1"));
            List<Recorded.Asked> edge = new ArrayList<>(run.of("aws:wafv2/webAcl:WebAcl"));
            edge.addAll(run.of("aws:cloudfront/distribution:Distribution"));
            edge.add(run.named("use1-edge-certificate"));
            assertThat(edge)
                    .hasSize(3)
                    .allMatch(asked -> asked.request().getProvider().contains("::global-provider"));
        }
    }

    @Test
    void anAliasIsMadeForBothAddressFamilies() {
        Map<String, Set<String>> families = new TreeMap<>();
        for (String stack : Runs.STACKS) {
            for (Recorded.Asked asked : Runs.up(stack).of("aws:route53/record:Record")) {
                Property record = Values.property(asked.properties());
                if (!record.at("aliases").isAbsent()) {
                    families.computeIfAbsent(
                                    stack + text(record, "name") + record.at("setIdentifier"),
                                    any -> new TreeSet<>())
                            .add(text(record, "type"));
                }
            }
        }

        assertThat(families).isNotEmpty();
        assertThat(families.values()).allMatch(Set.of("A", "AAAA")::equals);
    }

    /** By the instance's word a group keeps what runs and does not answer. */
    @Test
    void aGroupBehindABalancerIsJudgedByTheBalancer() {
        assertThat(all("aws:autoscaling/group:Group"))
                .filteredOn(group -> !group.at("targetGroupArns").isAbsent())
                .isNotEmpty()
                .allMatch(group -> group.at("healthCheckType").mayBe("ELB"));
    }

    /** Without a policy of its own a bucket hands out over plain HTTP whatever the asker may have. */
    @Test
    void everyBucketRefusesWhoAsksInTheClear() {
        for (String stack : Runs.STACKS) {
            Set<String> refusing = new TreeSet<>();
            for (Recorded.Asked policy : Runs.up(stack).of("aws:s3/bucketPolicy:BucketPolicy")) {
                Property asked = Values.property(policy.properties());
                assertThat(text(asked, "policy")).contains("aws:SecureTransport");
                refusing.add(text(asked, "bucket"));
            }

            assertThat(refusing).hasSameSizeAs(Runs.up(stack).of("aws:s3/bucketV2:BucketV2"));
        }
    }

    /** What has no parent is nobody's: it would be shown beside the components, and forgotten with them. */
    @Test
    void everyResourceBelongsToAComponent() {
        for (String stack : Runs.STACKS) {
            assertThat(Runs.up(stack).asked())
                    .filteredOn(asked -> asked.type().startsWith("aws:"))
                    .isNotEmpty()
                    .allMatch(asked -> asked.request().getParent().contains("tidegate:"));
        }
    }

    /** First words of the commands outside of the files that the script writes. */
    private static Set<String> ownCommands(String script) {
        String without =
                script.replaceAll("(?ms)^cat >(\\S+) <<'(\\w+)'$.*?^\\2$", "cat")
                        .replaceAll("(?m)^\\s*#.*$", "");
        Set<String> words = new TreeSet<>();
        without.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> words.add(line.split("\\s", 2)[0]));
        return words;
    }

    private static List<String> userData(String type, String nameEnd) {
        return Runs.STACKS.stream()
                .flatMap(stack -> Runs.up(stack).of(type).stream())
                .filter(asked -> asked.name().endsWith(nameEnd))
                .map(asked -> text(Values.property(asked.properties()), "userData"))
                .map(code -> new String(Base64.getDecoder().decode(code), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<Property> all(String type) {
        return Runs.STACKS.stream()
                .flatMap(stack -> Runs.up(stack).of(type).stream())
                .map(asked -> Values.property(asked.properties()))
                .toList();
    }

    private static String text(Property property, String key) {
        return property.at(key).texts().findFirst().orElseThrow();
    }
}
