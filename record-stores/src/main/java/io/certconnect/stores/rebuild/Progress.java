package io.certconnect.stores.rebuild;

/** Is told how far it is. */
public interface Progress {

    /** What is being done from now on, as a sentence's beginning: "Comparing". */
    void stage(String what);

    /**
     * How much of the topics has been read.
     *
     * @param done offsets passed
     * @param total offsets there are; grows while the live store moves on
     */
    void read(long done, long total);
}
