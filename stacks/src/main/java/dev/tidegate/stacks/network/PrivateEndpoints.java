package dev.tidegate.stacks.network;

import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** VPC endpoints: weights are loaded through the S3 gateway endpoint at no cost, and instances can complete their launch hook without the NAT gateway. */
final class PrivateEndpoints {
    private static final List<String> SERVICES =
            List.of("autoscaling", "ec2messages", "ssm", "ssmmessages", "sts");

    private final Output<String> s3;
    private final ClosedSecurityGroup securityGroup;

    PrivateEndpoints(
            Site site,
            ComponentResource parent,
            Vpc vpc,
            RegionSettings region,
            ZoneSubnets zones) {
        s3 =
                new VpcEndpoint(
                                site.names().logical("endpoint", "s3"),
                                args(site, vpc, region, "s3")
                                        .vpcEndpointType("Gateway")
                                        .routeTableIds(zones.privateRoutes())
                                        .build(),
                                site.under(parent))
                        .prefixListId();
        securityGroup =
                new ClosedSecurityGroup(
                        site, parent, vpc.id(), "network", "Private ways to AWS", "endpoints");
        // The whole network: within it these services' names lead here, also for machines and
        // nodes whose security groups are not ours. Who may do what is IAM's to say.
        securityGroup.allowIngress("network", "This network", new Peer.Range(region.cidr()), 443);
        for (String service : SERVICES) {
            new VpcEndpoint(
                    site.names().logical("endpoint", service),
                    args(site, vpc, region, service)
                            .vpcEndpointType("Interface")
                            .privateDnsEnabled(true)
                            .subnetIds(zones.privateSubnets())
                            .securityGroupIds(securityGroup.ids())
                            .build(),
                    site.under(parent));
        }
    }

    /** The addresses of S3 in this region. */
    Peer s3() {
        return new Peer.Prefixes(s3);
    }

    /** The interface endpoints: Systems Manager, Auto Scaling and STS. */
    Peer interfaces() {
        return new Peer.Behind(securityGroup);
    }

    private static VpcEndpointArgs.Builder args(
            Site site, Vpc vpc, RegionSettings region, String service) {
        return VpcEndpointArgs.builder()
                .vpcId(vpc.id())
                .serviceName("com.amazonaws." + region.name() + "." + service)
                .tags(site.tags("network", site.names().physical(service)));
    }
}
