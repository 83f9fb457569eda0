package dev.tidegate.stacks.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One statement of an IAM policy: actions on resources under conditions. Actions are exact names, without wildcards. */
public record Statement(
        String id,
        List<String> actions,
        List<String> resources,
        Map<String, Map<String, String>> conditions) {
    private static final String APS = "aps.amazonaws.com";
    private static final String CLOUDWATCH = "cloudwatch.amazonaws.com";
    private static final String EVENTS = "events.amazonaws.com";
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
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode sentences = document.putArray("Statement");
        for (Statement statement : statements) {
            ObjectNode sentence =
                    sentences.addObject().put("Sid", statement.id()).put("Effect", "Allow");
            statement.actions().forEach(sentence.putArray("Action")::add);
            statement.resources().forEach(sentence.putArray("Resource")::add);
            if (!statement.conditions().isEmpty()) {
                ObjectNode conditions = sentence.putObject("Condition");
                new TreeMap<>(statement.conditions())
                        .forEach(
                                (operator, keys) -> {
                                    ObjectNode under = conditions.putObject(operator);
                                    new TreeMap<>(keys).forEach(under::put);
                                });
            }
        }
        return document.toString();
    }

    /** A trust policy for an AWS service that also passes session tags, as EKS does. */
    public static String trustWithTags(String service) {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode sentence = document.putArray("Statement").addObject().put("Effect", "Allow");
        sentence.putArray("Action").add("sts:AssumeRole").add("sts:TagSession");
        sentence.putObject("Principal").put("Service", service);
        return document.toString();
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
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode sentence =
                document.putArray("Statement")
                        .addObject()
                        .put("Effect", "Allow")
                        .put("Action", action);
        sentence.putObject("Principal").put(kind, principal);
        if (!conditions.isEmpty()) {
            sentence.set("Condition", JSON.valueToTree(new TreeMap<>(conditions)));
        }
        return document.toString();
    }

    /**
     * A key policy: IAM policies of the account decide who may use the key; CloudWatch alarms, alerts and events are allowed here, since they
     * have no role and would silently not reach an encrypted topic.
     */
    static String ofKey(String account) {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode sentences = document.putArray("Statement");
        ObjectNode own = sentences.addObject().put("Sid", "Account").put("Effect", "Allow");
        own.putObject("Principal").put("AWS", "arn:aws:iam::" + account + ":root");
        own.put("Action", "kms:*").put("Resource", "*");
        ObjectNode tellers = sentences.addObject().put("Sid", "Tellers").put("Effect", "Allow");
        tellers.putObject("Principal").putArray("Service").add(APS).add(CLOUDWATCH);
        tellers.putArray("Action").add("kms:Decrypt").add("kms:GenerateDataKey");
        tellers.put("Resource", "*");
        tellers.putObject("Condition").putObject("StringEquals").put("aws:SourceAccount", account);
        // EventBridge passes neither account nor source when it uses a topic's key, so no condition
        // is
        // possible.
        ObjectNode events = sentences.addObject().put("Sid", "Events").put("Effect", "Allow");
        events.putObject("Principal").put("Service", EVENTS);
        events.putArray("Action").add("kms:Decrypt").add("kms:GenerateDataKey");
        events.put("Resource", "*");
        return document.toString();
    }

    /** A topic policy: this workspace's alerts and the account's alarms and events may publish. */
    public static String ofTopic(String topic, String workspace) {
        String account = topic.split(":", -1)[4];
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ArrayNode sentences = document.putArray("Statement");
        ObjectNode alerts = sentences.addObject().put("Sid", "Alerts").put("Effect", "Allow");
        alerts.putObject("Principal").put("Service", APS);
        alerts.putArray("Action").add("sns:GetTopicAttributes").add("sns:Publish");
        alerts.put("Resource", topic);
        alerts.putObject("Condition")
                .putObject("StringEquals")
                .put("aws:SourceAccount", account)
                .put("aws:SourceArn", workspace);
        ObjectNode alarms = sentences.addObject().put("Sid", "Alarms").put("Effect", "Allow");
        alarms.putObject("Principal").put("Service", CLOUDWATCH);
        alarms.putArray("Action").add("sns:Publish");
        alarms.put("Resource", topic);
        alarms.putObject("Condition").putObject("StringEquals").put("aws:SourceAccount", account);
        ObjectNode events = sentences.addObject().put("Sid", "Events").put("Effect", "Allow");
        events.putObject("Principal").put("Service", EVENTS);
        events.putArray("Action").add("sns:Publish");
        events.put("Resource", topic);
        return document.toString();
    }

    /** A bucket policy: denies requests without TLS, and adds the statements in {@code rest}. */
    public static String ofBucket(String arn, Optional<String> rest) {
        try {
            ObjectNode document =
                    rest.isPresent()
                            ? (ObjectNode) JSON.readTree(rest.get())
                            : JSON.createObjectNode().put("Version", "2012-10-17");
            ObjectNode clear = document.withArray("Statement").addObject().put("Sid", "InTheClear");
            clear.put("Effect", "Deny").put("Principal", "*").put("Action", "s3:*");
            clear.putArray("Resource").add(arn).add(arn + "/*");
            clear.putObject("Condition").putObject("Bool").put("aws:SecureTransport", "false");
            return document.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy that was made here can be read", e);
        }
    }

    /** A topic policy: the account's alarms may publish. */
    public static String ofTopic(String topic) {
        return shared(
                CLOUDWATCH,
                List.of("sns:Publish"),
                topic,
                Map.of("aws:SourceAccount", topic.split(":", -1)[4]));
    }

    /** A resource policy: a service may perform the action, on behalf of the source that the condition names, if any. */
    public static String shared(
            String service, List<String> actions, String resource, Map<String, String> equal) {
        ObjectNode document = JSON.createObjectNode().put("Version", "2012-10-17");
        ObjectNode sentence = document.putArray("Statement").addObject().put("Effect", "Allow");
        sentence.putObject("Principal").put("Service", service);
        actions.forEach(sentence.putArray("Action")::add);
        sentence.put("Resource", resource);
        if (!equal.isEmpty()) {
            ObjectNode conditions = sentence.putObject("Condition").putObject("StringEquals");
            new TreeMap<>(equal).forEach(conditions::put);
        }
        return document.toString();
    }
}
