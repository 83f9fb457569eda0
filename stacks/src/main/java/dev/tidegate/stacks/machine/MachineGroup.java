package dev.tidegate.stacks.machine;

import com.pulumi.aws.autoscaling.GroupArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshArgs;
import com.pulumi.aws.autoscaling.inputs.GroupInstanceRefreshPreferencesArgs;
import com.pulumi.aws.autoscaling.inputs.GroupLaunchTemplateArgs;
import com.pulumi.aws.autoscaling.inputs.GroupTagArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** An Auto Scaling group of fixed size; a refresh launches a new instance before it terminates an old one. */
public final class MachineGroup {
    private static final int GRACE_SECONDS = 120;

    private MachineGroup() {}

    /** A group's arguments; callers add what is special to them. */
    public static GroupArgs.Builder of(
            Site site, String room, Network network, LaunchTemplate template, int instances) {
        String name = site.names().physical(room);
        return GroupArgs.builder()
                .name(name)
                .minSize(instances)
                .maxSize(instances + 1)
                .vpcZoneIdentifiers(network.privateSubnets())
                .healthCheckType("EC2")
                .healthCheckGracePeriod(GRACE_SECONDS)
                .launchTemplate(latest(template))
                .instanceRefresh(launchBeforeTerminate())
                .waitForCapacityTimeout("0")
                .tags(propagated(site.tags(room, name)));
    }

    private static GroupInstanceRefreshArgs launchBeforeTerminate() {
        return GroupInstanceRefreshArgs.builder()
                .strategy("Rolling")
                .preferences(
                        GroupInstanceRefreshPreferencesArgs.builder()
                                .minHealthyPercentage(100)
                                .maxHealthyPercentage(150)
                                .build())
                .build();
    }

    /** The newest version of the template, by number: a new version changes the group, which refreshes its instances. */
    public static GroupLaunchTemplateArgs latest(LaunchTemplate template) {
        return GroupLaunchTemplateArgs.builder()
                .id(template.id())
                .version(template.latestVersion().applyValue(String::valueOf))
                .build();
    }

    /** Group tags that are propagated to its instances. */
    public static List<GroupTagArgs> propagated(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> propagated(tag.getKey(), tag.getValue()))
                .toList();
    }

    private static GroupTagArgs propagated(String key, String value) {
        return GroupTagArgs.builder().key(key).value(value).propagateAtLaunch(true).build();
    }
}
