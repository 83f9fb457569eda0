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
 * Trains networks with PyTorch: mean absolute error over all horizons at once, by Adam (Kingma, Ba 2015) with a learning
 * rate that falls to a tenth. The same seed, history and machine give the same network. Takes seconds and one core, so
 * it belongs on a background thread; trainings run one at a time, since the engine has one random seed.
 */
public final class LstmTrainer {
    private static final int BATCH = 32;
    private static final int MIN_SAMPLES = 4 * BATCH;
    private static final float LEARNING_RATE = 1e-2f;
    private static final float MAX_GRADIENT = 1f;

    private final Engine engine;

    LstmTrainer(Engine engine) {
        this.engine = engine;
    }

    /**
     * Trains a network on all of {@code history}. Its output for those slots is no forecast, so the model must sleep
     * until the end of the history.
     *
     * @param steps horizon in slots
     */
    public synchronized Training train(Series history, int steps, LstmShape shape) {
        WindowEncoder encoder =
                new WindowEncoder(history.step(), shape.window(), new Horizons(steps));
        Random random = new Random(shape.seed());
        List<TrainingSample> samples =
                TrainingSample.from(history, encoder, shape.samples(), random);
        if (samples.size() < MIN_SAMPLES) {
            return new Training.TooLittleHistory(samples.size(), MIN_SAMPLES);
        }
        engine.setRandomSeed(shape.seed());
        LstmBlock network = new LstmBlock(shape.units(), encoder.horizons().nodes());
        try (Model model = Model.newInstance("lstm", Device.cpu(), "PyTorch")) {
            model.setBlock(network);
            int batches = shape.epochs() * Math.max(1, samples.size() / BATCH);
            try (Trainer trainer = model.newTrainer(settings(batches))) {
                trainer.initialize(
                        new Shape(BATCH, encoder.window(), WindowEncoder.INPUTS),
                        new Shape(BATCH, encoder.horizons().nodes()));
                for (int epoch = 0; epoch < shape.epochs(); epoch++) {
                    epoch(trainer, samples, encoder, random);
                }
            }
            return new Training.Trained(new Lstm(encoder, network.weights()), samples.size());
        }
    }

    private static DefaultTrainingConfig settings(int batches) {
        Tracker learningRate =
                Tracker.cosine()
                        .setBaseValue(LEARNING_RATE)
                        .optFinalValue(LEARNING_RATE / 10)
                        .setMaxUpdates(batches)
                        .build();
        Optimizer adam =
                Adam.builder()
                        .optLearningRateTracker(learningRate)
                        .optClipGrad(MAX_GRADIENT)
                        .build();
        return new DefaultTrainingConfig(Loss.l1Loss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(adam);
    }

    private static void epoch(
            Trainer trainer, List<TrainingSample> samples, WindowEncoder encoder, Random random) {
        List<TrainingSample> order = new ArrayList<>(samples);
        Collections.shuffle(order, random);
        for (int from = 0; from + BATCH <= order.size(); from += BATCH) {
            try (NDManager batch = trainer.getManager().newSubManager()) {
                trainBatch(trainer, batch, order.subList(from, from + BATCH), encoder);
            }
        }
    }

    private static void trainBatch(
            Trainer trainer, NDManager manager, List<TrainingSample> batch, WindowEncoder encoder) {
        int nodes = encoder.horizons().nodes();
        int width = encoder.window() * WindowEncoder.INPUTS;
        float[] inputs = new float[batch.size() * width];
        float[] growth = new float[batch.size() * nodes];
        float[] targets = new float[batch.size() * nodes];
        for (int i = 0; i < batch.size(); i++) {
            TrainingSample sample = batch.get(i);
            System.arraycopy(sample.window().inputs(), 0, inputs, i * width, width);
            System.arraycopy(sample.window().growth(), 0, growth, i * nodes, nodes);
            System.arraycopy(sample.target(), 0, targets, i * nodes, nodes);
        }
        Shape windows = new Shape(batch.size(), encoder.window(), WindowEncoder.INPUTS);
        Shape rows = new Shape(batch.size(), nodes);
        NDList inputBatch =
                new NDList(manager.create(inputs, windows), manager.create(growth, rows));
        NDArray target = manager.create(targets, rows);
        try (GradientCollector gradients = trainer.newGradientCollector()) {
            NDArray output = trainer.forward(inputBatch).singletonOrThrow();
            gradients.backward(output.sub(target).abs().mean());
        }
        trainer.step();
    }
}
