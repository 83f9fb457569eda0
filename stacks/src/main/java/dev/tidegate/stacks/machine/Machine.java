package dev.tidegate.stacks.machine;

import com.pulumi.aws.ec2.LaunchTemplateArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateBlockDeviceMappingEbsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateIamInstanceProfileArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMetadataOptionsArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateMonitoringArgs;
import com.pulumi.aws.ec2.inputs.LaunchTemplateTagSpecificationArgs;
import com.pulumi.core.Output;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.site.Site;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Launch template arguments that every instance shares. */
public final class Machine {
    /** Amazon Linux on Graviton, resolved at each launch, so that stacks hold no image identifier that grows old. */
    public static final Image LINUX =
            new Image(
                    "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
                    "/dev/xvda");

    /** AWS's image with GPU drivers. */
    public static final Image GPU =
            new Image(
                    "resolve:ssm:/aws/service/deeplearning/ami/x86_64/base-oss-nvidia-driver-gpu-ubuntu-22.04/latest/ami-id",
                    "/dev/sda1");

    /** An image, by the public SSM parameter that names it, and its root device. */
    public record Image(String parameter, String root) {}

    private Machine() {}

    /** A launch template's arguments; callers add instance type and user data. */
    public static LaunchTemplateArgs.Builder template(
            Site site,
            String room,
            String name,
            Image image,
            int diskGigabytes,
            InstanceRole role,
            ClosedSecurityGroup securityGroup) {
        Map<String, String> tags = site.tags(room, name);
        return LaunchTemplateArgs.builder()
                .name(name)
                .imageId(image.parameter())
                .updateDefaultVersion(true)
                .ebsOptimized("true")
                .iamInstanceProfile(
                        LaunchTemplateIamInstanceProfileArgs.builder()
                                .arn(role.profileArn())
                                .build())
                .vpcSecurityGroupIds(securityGroup.ids())
                .metadataOptions(metadataVersion2())
                .monitoring(LaunchTemplateMonitoringArgs.builder().enabled(true).build())
                .blockDeviceMappings(rootVolume(image, diskGigabytes))
                // The provider's default tags are not passed on to what a group launches.
                .tagSpecifications(
                        List.of(
                                tagged("instance", tags),
                                tagged("volume", tags),
                                tagged("network-interface", tags)))
                .tags(tags);
    }

    /** User data, base64-encoded as the API requires. */
    public static Output<String> encoded(Output<String> script) {
        return script.applyValue(
                text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static LaunchTemplateMetadataOptionsArgs metadataVersion2() {
        return LaunchTemplateMetadataOptionsArgs.builder()
                .httpEndpoint("enabled")
                .httpTokens("required")
                // One hop: a container on the instance cannot fetch the instance's role.
                .httpPutResponseHopLimit(1)
                .instanceMetadataTags("enabled")
                .build();
    }

    private static LaunchTemplateBlockDeviceMappingArgs rootVolume(Image image, int gigabytes) {
        return LaunchTemplateBlockDeviceMappingArgs.builder()
                .deviceName(image.root())
                .ebs(
                        LaunchTemplateBlockDeviceMappingEbsArgs.builder()
                                .volumeType("gp3")
                                .volumeSize(gigabytes)
                                .encrypted("true")
                                .deleteOnTermination("true")
                                .build())
                .build();
    }

    private static LaunchTemplateTagSpecificationArgs tagged(
            String resource, Map<String, String> tags) {
        return LaunchTemplateTagSpecificationArgs.builder()
                .resourceType(resource)
                .tags(tags)
                .build();
    }
}
