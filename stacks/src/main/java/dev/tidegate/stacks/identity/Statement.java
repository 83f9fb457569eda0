package dev.tidegate.stacks.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One statement of an IAM policy: actions on resources under conditions. Actions are exact names, without wildcards. */
public record Statement(
        String id,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, String>> conditions) {
    private static final String APS = "aps.amazonaws.com";
    private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";
    private static final String EVENTS = "events.amazonaws.com";
    private static final String SOURCE_ACCOUNT = "aws:SourceAccount";
    private static final List<String> USE_KEY = List.of("kms:Decrypt", "kms:GenerateDataKey");
    private static final List<String> PUBLISH = List.of("sns:Publish");
    private static final ObjectMapper JSON = new ObjectMapper();

    public Statement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
        conditions = Map.copyOf(conditions);
    }

    public static Statement allow(String id, List<String> actions, List<String> resources) {
        return new Statement(id, actions, resources, Map.of());
    }

    /** This statement with one more condition. */
    public Statement when(String operator, String key, String value) {
        Map<String, Map<String, String>> more = new TreeMap<>(conditions);
        Map<String, String> keys = new TreeMap<>(more.getOrDefault(operator, Map.of()));
        keys.put(key, value);
        more.put(operator, keys);
        return new Statement(id, actions, resources, more);
    }

    /** A policy document of these statements. */
    public static String document(List<Statement> statements) {
        return policy(statements.stream().map(Statement::entry).toArray(Entry[]::new));
    }

    private Entry entry() {
        return Entry.allow(id).actions(actions).resources(resources).when(conditions);
    }

    /** A trust policy for an AWS service that also passes session tags, as EKS does. */
    public static String trustWithTags(String service) {
        return policy(
                Entry.allow()
                        .actions(List.of("sts:AssumeRole", "sts:TagSession"))
                        .principal("Service", service));
    }

    /** A trust policy for an AWS service. */
    public static String trust(String service) {
        return trust("Service", service, "sts:AssumeRole", Map.of());
    }

    /** A trust policy for a principal, with conditions. */
    public static String trust(
            String kind,
            String principal,
            String action,
            Map<String, Map<String, String>> conditions) {
        return policy(Entry.allow().action(action).principal(kind, principal).when(conditions));
    }

    /**
     * A key policy: IAM policies of the account decide who may use the key; CloudWatch alarms, alerts and events are allowed here, since they
     * have no role and would silently not reach an encrypted topic.
     */
    static String ofKey(String account) {
        return policy(
                Entry.allow("Account")
                        .principal("AWS", "arn:aws:iam::" + account + ":root")
                        .action("kms:*")
                        .resource("*"),
                Entry.allow("Tellers")
                        .services(List.of(APS, CLOUDWATCH))
                        .actions(USE_KEY)
                        .resource("*")
                        .whenEqual(Map.of(SOURCE_ACCOUNT, account)),
                // No condition: EventBridge passes neither account nor source when it uses
                // a topic's key.
                Entry.allow("Events").principal("Service", EVENTS).actions(USE_KEY).resource("*"));
    }

    /** A topic policy: this workspace's alerts and the account's alarms and events may publish. */
    public static String ofTopic(String topic, String workspace) {
        String account = account(topic);
        return policy(
                Entry.allow("Alerts")
                        .principal("Service", APS)
                        .actions(List.of("sns:GetTopicAttributes", "sns:Publish"))
                        .resource(topic)
                        .whenEqual(Map.of(SOURCE_ACCOUNT, account, "aws:SourceArn", workspace)),
                Entry.allow("Alarms")
                        .principal("Service", CLOUDWATCH)
                        .actions(PUBLISH)
                        .resource(topic)
                        .whenEqual(Map.of(SOURCE_ACCOUNT, account)),
                Entry.allow("Events")
                        .principal("Service", EVENTS)
                        .actions(PUBLISH)
                        .resource(topic));
    }

    /** A topic policy: the account's alarms may publish. */
    public static String ofTopic(String topic) {
        return policy(
                Entry.allow()
                        .principal("Service", CLOUDWATCH)
                        .actions(PUBLISH)
                        .resource(topic)
                        .whenEqual(Map.of(SOURCE_ACCOUNT, account(topic))));
    }

    /** A bucket policy: denies requests without TLS. */
    public static String ofBucket(String bucket) {
        return policy(denyWithoutTls(bucket));
    }

    /**
     * A bucket policy: a service may perform the action on these objects, and requests without TLS are denied.
     *
     * @param equal condition keys and the values they must have; empty for none
     */
    public static String ofBucket(
            String bucket,
            String service,
            String action,
            String objects,
            Map<String, String> equal) {
        return policy(
                Entry.allow()
                        .principal("Service", service)
                        .actions(List.of(action))
                        .resource(objects)
                        .whenEqual(equal),
                denyWithoutTls(bucket));
    }

    private static Entry denyWithoutTls(String bucket) {
        return Entry.deny("InTheClear")
                .anyone()
                .action("s3:*")
                .resources(List.of(bucket, bucket + "/*"))
                .when(Map.of("Bool", Map.of("aws:SecureTransport", "false")));
    }

    private static String account(String arn) {
        return arn.split(":", -1)[4];
    }

    private static String policy(Entry... entries) {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        document.putArray("Statement").addAll(Stream.of(entries).map(Entry::members).toList());
        return document.toString();
    }

    /** A statement of any policy as JSON; its members stand in the order of the calls. */
    private record Entry(ObjectNode members) {
        static Entry allow() {
            return new Entry(JSON.createObjectNode().put("Effect", "Allow"));
        }

        static Entry allow(String id) {
            return new Entry(JSON.createObjectNode().put("Sid", id).put("Effect", "Allow"));
        }

        static Entry deny(String id) {
            return new Entry(JSON.createObjectNode().put("Sid", id).put("Effect", "Deny"));
        }

        Entry anyone() {
            members.put("Principal", "*");
            return this;
        }

        Entry principal(String kind, String name) {
            members.putObject("Principal").put(kind, name);
            return this;
        }

        Entry services(List<String> names) {
            names.forEach(members.putObject("Principal").putArray("Service")::add);
            return this;
        }

        Entry action(String name) {
            members.put("Action", name);
            return this;
        }

        Entry actions(List<String> names) {
            names.forEach(members.putArray("Action")::add);
            return this;
        }

        Entry resource(String arn) {
            members.put("Resource", arn);
            return this;
        }

        Entry resources(List<String> arns) {
            arns.forEach(members.putArray("Resource")::add);
            return this;
        }

        Entry whenEqual(Map<String, String> values) {
            return values.isEmpty() ? this : when(Map.of("StringEquals", values));
        }

        Entry when(Map<String, Map<String, String>> conditions) {
            if (!conditions.isEmpty()) {
                Map<String, Map<String, String>> sorted = new TreeMap<>();
                conditions.forEach((operator, keys) -> sorted.put(operator, new TreeMap<>(keys)));
                members.set("Condition", JSON.valueToTree(sorted));
            }
            return this;
        }
    }
}
