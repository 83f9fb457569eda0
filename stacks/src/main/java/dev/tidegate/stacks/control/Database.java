package dev.tidegate.stacks.control;

import com.pulumi.aws.rds.Instance;
import com.pulumi.aws.rds.InstanceArgs;
import com.pulumi.aws.rds.SubnetGroup;
import com.pulumi.aws.rds.SubnetGroupArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.settings.ControlSettings;
import dev.tidegate.stacks.site.Site;

/** PostgreSQL for leases and ledger. RDS creates, stores and rotates its password, which is in no configuration and no Pulumi state. */
final class Database {
    static final int PORT = 5432;

    /** Limit of storage autoscaling, as a multiple of the first size. */
    private static final int GROWTH = 5;

    static final String USER = "tidegate";

    private final Instance instance;

    Database(
            Site site,
            ComponentResource parent,
            Network network,
            Output<String> key,
            ClosedSecurityGroup securityGroup) {
        ControlSettings control = site.ground().control();
        String name = site.names().physical("ledger");
        SubnetGroup subnets =
                new SubnetGroup(
                        site.names().logical("ledger", "subnets"),
                        SubnetGroupArgs.builder()
                                .name(name)
                                .subnetIds(network.privateSubnets())
                                .tags(site.tags("control", name))
                                .build(),
                        site.under(parent));
        instance =
                new Instance(
                        site.names().logical("ledger"),
                        InstanceArgs.builder()
                                .identifier(name)
                                .engine("postgres")
                                .engineVersion("16")
                                .instanceClass(control.databaseClass())
                                .allocatedStorage(control.storageGigabytes())
                                // A ledger only grows, and a full disk stops every change.
                                .maxAllocatedStorage(GROWTH * control.storageGigabytes())
                                .storageType("gp3")
                                .storageEncrypted(true)
                                .kmsKeyId(key)
                                .dbName("tidegate")
                                .username(USER)
                                .manageMasterUserPassword(true)
                                .masterUserSecretKmsKeyId(key)
                                .port(PORT)
                                .dbSubnetGroupName(subnets.name())
                                .vpcSecurityGroupIds(securityGroup.ids())
                                .publiclyAccessible(false)
                                .multiAz(control.multiZone())
                                .backupRetentionPeriod(site.isProduction() ? 14 : 1)
                                .copyTagsToSnapshot(true)
                                .deletionProtection(site.ground().deletionProtection())
                                // Production leaves a last snapshot when it is destroyed on
                                // purpose.
                                .skipFinalSnapshot(!site.isProduction())
                                .finalSnapshotIdentifier(name + "-last")
                                .tags(site.tags("control", name))
                                .build(),
                        site.keep(parent));
    }

    Output<String> address() {
        return instance.address();
    }

    /** The secret that holds user and password. */
    Output<String> secretArn() {
        return instance.masterUserSecrets()
                .applyValue(secrets -> secrets.get(0).secretArn().orElseThrow());
    }
}
