package dev.tidegate.stacks.fleet;

import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.LaunchTemplateArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingEbsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateCapacityReservationSpecificationArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateIamInstanceProfileArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateInstanceMarketOptionsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMonitoringArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateTagSpecificationArgs;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.FleetSettings.Reservation;
import dev.tidegate.stacks.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one instance of a fleet is. */
final class Launch {
    /** The vendor's GPU image, looked up at each launch: no image identifier ages in a stack. */
    private static final String IMAGE =
            "resolve:ssm:/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-22.04/latest/ami-id";

    private static final int DISK_GIGABYTES = 300;

    private final Site site;
    private final FleetSettings fleet;

    Launch(Site site, FleetSettings fleet) {
        this.site = site;
        this.fleet = fleet;
    }

    LaunchTemplate template(ComponentResource parent, InstanceRole role, SecurityGroup wall) {
        String name = site.names().physical(fleet.name());
        Map<String, String> tags = site.tags("fleet", name);
        LaunchTemplateArgs.Builder args =
                LaunchTemplateArgs.builder()
                        .name(name)
                        .imageId(IMAGE)
                        .updateDefaultVersion(true)
                        .ebsOptimized("true")
                        .iamInstanceProfile(
                                LaunchTemplateIamInstanceProfileArgs.builder()
                                        .arn(role.profileArn())
                                        .build())
                        .vpcSecurityGroupIds(wall.id().applyValue(List::of))
                        .metadataOptions(
                                LaunchTemplateMetadataOptionsArgs.builder()
                                        .httpEndpoint("enabled")
                                        .httpTokens("required")
                                        // One hop: a container on the instance cannot fetch the
                                        // instance's role.
                                        .httpPutResponseHopLimit(1)
                                        .instanceMetadataTags("enabled")
                                        .build())
                        .monitoring(LaunchTemplateMonitoringArgs.builder().enabled(true).build())
                        .blockDeviceMappings(
                                LaunchTemplateBlockDeviceMappingArgs.builder()
                                        .deviceName("/dev/sda1")
                                        .ebs(
                                                LaunchTemplateBlockDeviceMappingEbsArgs.builder()
                                                        .volumeType("gp3")
                                                        .volumeSize(DISK_GIGABYTES)
                                                        .throughput(500)
                                                        .encrypted("true")
                                                        .deleteOnTermination("true")
                                                        .build())
                                        .build())
                        .userData(
                                Base64.getEncoder()
                                        .encodeToString(
                                                userData().getBytes(StandardCharsets.UTF_8)))
                        // The provider's default tags stop at the template: what a group launches
                        // is tagged by these.
                        .tagSpecifications(
                                tagged("instance", tags),
                                tagged("volume", tags),
                                tagged("network-interface", tags))
                        .tags(tags);
        fleet.purchase().reservation().ifPresent(reservation -> reserve(args, reservation));
        return new LaunchTemplate(
                site.names().logical(fleet.name(), "template"), args.build(), site.under(parent));
    }

    String userData() {
        FleetTimes times = FleetTimes.of(fleet);
        Map<String, Object> values = new HashMap<>();
        values.put("region", site.names().region());
        values.put("group", site.names().physical(fleet.name()));
        values.put("weights", fleet.weights());
        values.put("port", String.valueOf(fleet.serving().port()));
        values.put("image", "vllm/vllm-openai:v0.9.2");
        values.put("drain", String.valueOf(times.drain().toSeconds()));
        values.put("heartbeat", String.valueOf(times.heartbeat().toSeconds()));
        fleet.slices().ifPresent(profile -> values.put("slices", profile));
        return Template.named("user-data.sh.mustache").fill(values);
    }

    private static void reserve(LaunchTemplateArgs.Builder args, Reservation reservation) {
        var target =
                LaunchTemplateCapacityReservationSpecificationCapacityReservationTargetArgs
                        .builder();
        if (reservation.kind() == Reservation.Kind.BLOCK) {
            target.capacityReservationId(reservation.id());
            args.instanceMarketOptions(
                    LaunchTemplateInstanceMarketOptionsArgs.builder()
                            .marketType("capacity-block")
                            .build());
        } else {
            target.capacityReservationResourceGroupArn(reservation.id());
        }
        args.capacityReservationSpecification(
                LaunchTemplateCapacityReservationSpecificationArgs.builder()
                        .capacityReservationTarget(target.build())
                        .build());
    }

    private static LaunchTemplateTagSpecificationArgs tagged(
            String resource, Map<String, String> tags) {
        return LaunchTemplateTagSpecificationArgs.builder()
                .resourceType(resource)
                .tags(tags)
                .build();
    }
}
