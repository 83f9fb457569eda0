package dev.tidegate.forecaster.neural;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.tidegate.forecaster.series.Horizons;
import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Teaches networks with PyTorch: the absolute error at all distances at once, by Adam (Kingma, Ba 2015), its pace
 * falling to a tenth. The same seed, history and machine give the same network. Takes seconds and one core, so it
 * belongs on a thread of its own; one training at a time, since the engine has one source of randomness.
 */
public final class LstmTrainer {
    private static final int BATCH = 32;
    private static final int LEAST_LESSONS = 4 * BATCH;
    private static final float PACE = 1e-2f;
    private static final float LARGEST_GRADIENT = 1f;

    private final Engine engine;

    LstmTrainer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Learns from all of {@code history}; forecasts for its own slots would know what they should foretell, so the
     * network must sleep until the history's end.
     *
     * @param steps how far ahead it is to see
     */
    public synchronized Training train(Series history, int steps, LstmShape shape) {
        WindowEncoder encoder =
                new WindowEncoder(history.step(), shape.window(), new Horizons(steps));
        Random random = new Random(shape.seed());
        List<TrainingSet> lessons = TrainingSet.from(history, encoder, shape.samples(), random);
        if (lessons.size() < LEAST_LESSONS) {
            return new Training.TooLittleHistory(lessons.size(), LEAST_LESSONS);
        }
        engine.setRandomSeed(shape.seed());
        LstmBlock network = new LstmBlock(shape.units(), encoder.reach().nodes());
        try (Model model = Model.newInstance("lstm", Device.cpu(), "PyTorch")) {
            model.setBlock(network);
            int batches = shape.epochs() * Math.max(1, lessons.size() / BATCH);
            try (Trainer trainer = model.newTrainer(settings(batches))) {
                trainer.initialize(
                        new Shape(BATCH, encoder.window(), WindowEncoder.INPUTS),
                        new Shape(BATCH, encoder.reach().nodes()));
                for (int epoch = 0; epoch < shape.epochs(); epoch++) {
                    epoch(trainer, lessons, encoder, random);
                }
            }
            return new Training.Trained(new Lstm(encoder, network.weights()), lessons.size());
        }
    }

    private static DefaultTrainingConfig settings(int batches) {
        Tracker pace =
                Tracker.cosine()
                        .setBaseValue(PACE)
                        .optFinalValue(PACE / 10)
                        .setMaxUpdates(batches)
                        .build();
        Optimizer adam =
                Adam.builder().optLearningRateTracker(pace).optClipGrad(LARGEST_GRADIENT).build();
        return new DefaultTrainingConfig(Loss.l1Loss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(adam);
    }

    private static void epoch(
            Trainer trainer, List<TrainingSet> lessons, WindowEncoder encoder, Random random) {
        List<TrainingSet> order = new ArrayList<>(lessons);
        Collections.shuffle(order, random);
        for (int from = 0; from + BATCH <= order.size(); from += BATCH) {
            try (NDManager batch = trainer.getManager().newSubManager()) {
                learn(trainer, batch, order.subList(from, from + BATCH), encoder);
            }
        }
    }

    private static void learn(
            Trainer trainer, NDManager manager, List<TrainingSet> batch, WindowEncoder encoder) {
        int nodes = encoder.reach().nodes();
        int width = encoder.window() * WindowEncoder.INPUTS;
        float[] inputs = new float[batch.size() * width];
        float[] growth = new float[batch.size() * nodes];
        float[] targets = new float[batch.size() * nodes];
        for (int i = 0; i < batch.size(); i++) {
            TrainingSet trainingSet = batch.get(i);
            System.arraycopy(trainingSet.seen().inputs(), 0, inputs, i * width, width);
            System.arraycopy(trainingSet.seen().growth(), 0, growth, i * nodes, nodes);
            System.arraycopy(trainingSet.target(), 0, targets, i * nodes, nodes);
        }
        Shape windows = new Shape(batch.size(), encoder.window(), WindowEncoder.INPUTS);
        Shape rows = new Shape(batch.size(), nodes);
        NDList shown = new NDList(manager.create(inputs, windows), manager.create(growth, rows));
        NDArray wanted = manager.create(targets, rows);
        try (GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray said = trainer.forward(shown).singletonOrThrow();
            gradients.backward(said.sub(wanted).abs().mean());
        }
        trainer.step();
    }
}
