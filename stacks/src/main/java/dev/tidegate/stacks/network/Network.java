package dev.tidegate.stacks.network;

import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's VPC with its subnets, routes, private endpoints and flow logs. */
public final class Network extends ComponentResource {
    private final Output<String> vpcId;
    private final RegionSettings region;
    private final SubnetRanges ranges;
    private final PrivateEndpoints endpoints;
    private final ClosedSecurityGroup callers;
    private final Output<List<String>> privateSubnets;
    private final Output<List<String>> publicSubnets;

    public Network(Site site, RegionSettings region) {
        super("tidegate:network:Network", site.names().logical("network"), site.component());
        Vpc vpc = vpc(site, region);
        InternetGateway internetGateway = internetGateway(site, vpc);
        ZoneSubnets zones = new ZoneSubnets(site, this, vpc, internetGateway, region);
        endpoints = new PrivateEndpoints(site, this, vpc, region, zones);
        callers =
                new ClosedSecurityGroup(
                        site,
                        this,
                        vpc.id(),
                        "network",
                        "Who asks gateways and fleets from inside the network",
                        "callers");
        if (site.can(Capability.FLOW_LOGS)) {
            new FlowLogs(site, this, vpc);
        }
        this.region = region;
        this.ranges = new SubnetRanges(region.cidr());
        this.vpcId = vpc.id();
        this.privateSubnets = zones.privateSubnets();
        this.publicSubnets = zones.publicSubnets();
        registerOutputs(
                Map.of(
                        "vpcId", vpcId,
                        "privateSubnets", privateSubnets,
                        "publicSubnets", publicSubnets));
    }

    public Output<String> vpcId() {
        return vpcId;
    }

    /** A fixed address in a zone's private subnet, for nodes that must be found without DNS. */
    public String fixedAddress(int zone, int host) {
        return ranges.host(region.ranges().get(zone), host);
    }

    /** One subnet a zone, without public addresses. */
    public Output<List<String>> privateSubnets() {
        return privateSubnets;
    }

    /** One subnet a zone, for public load balancers and nothing else. */
    public Output<List<String>> publicSubnets() {
        return publicSubnets;
    }

    /**
     * The group of machines that are not of this program and ask its gateways or fleets from inside the network: it has none of its own, and whoever is
     * to ask is put into it.
     */
    public ClosedSecurityGroup callers() {
        return callers;
    }

    /** S3 in this region, by way of the network's own endpoint. */
    public Peer s3() {
        return endpoints.s3();
    }

    /** The network's own endpoints of Systems Manager, Auto Scaling and STS. */
    public Peer privateEndpoints() {
        return endpoints.interfaces();
    }

    private Vpc vpc(Site site, RegionSettings region) {
        return new Vpc(
                site.names().logical("vpc"),
                VpcArgs.builder()
                        .cidrBlock(region.cidr())
                        .assignGeneratedIpv6CidrBlock(true)
                        .enableDnsHostnames(true)
                        .enableDnsSupport(true)
                        .tags(site.tags("network", site.names().physical("vpc")))
                        .build(),
                site.keep(this));
    }

    private InternetGateway internetGateway(Site site, Vpc vpc) {
        return new InternetGateway(
                site.names().logical("internet"),
                InternetGatewayArgs.builder()
                        .vpcId(vpc.id())
                        .tags(site.tags("network", site.names().physical("internet")))
                        .build(),
                site.under(this));
    }
}
