package dev.tidegate.stacks.network;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** Private ways to AWS: weights come through the S3 gateway, which costs nothing, and a broken NAT strands no instance in its hook. */
final class Endpoints {
    private static final List<String> SERVICES =
            List.of("autoscaling", "ec2messages", "ssm", "ssmmessages", "sts");

    Endpoints(Site site, ComponentResource parent, Vpc vpc, RegionSettings region, Zones zones) {
        new VpcEndpoint(
                site.names().logical("endpoint", "s3"),
                VpcEndpointArgs.builder()
                        .vpcId(vpc.id())
                        .serviceName("com.amazonaws." + region.name() + ".s3")
                        .vpcEndpointType("Gateway")
                        .routeTableIds(zones.privateRoutes())
                        .tags(site.tags("network", site.names().physical("s3")))
                        .build(),
                site.under(parent));
        String name = site.names().physical("endpoints");
        SecurityGroup group =
                new SecurityGroup(
                        site.names().logical("endpoints", "wall"),
                        SecurityGroupArgs.builder()
                                .name(name)
                                .description("Private ways to AWS")
                                .vpcId(vpc.id())
                                .tags(site.tags("network", name))
                                .build(),
                        site.under(parent));
        new SecurityGroupIngressRule(
                site.names().logical("endpoints", "in"),
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description("This network")
                        .cidrIpv4(region.cidr())
                        .ipProtocol("tcp")
                        .fromPort(443)
                        .toPort(443)
                        .tags(site.tags("network", name))
                        .build(),
                site.under(parent));
        for (String service : SERVICES) {
            new VpcEndpoint(
                    site.names().logical("endpoint", service),
                    VpcEndpointArgs.builder()
                            .vpcId(vpc.id())
                            .serviceName("com.amazonaws." + region.name() + "." + service)
                            .vpcEndpointType("Interface")
                            .privateDnsEnabled(true)
                            .subnetIds(zones.privateSubnets())
                            .securityGroupIds(group.id().applyValue(List::of))
                            .tags(site.tags("network", site.names().physical(service)))
                            .build(),
                    site.under(parent));
        }
    }
}
