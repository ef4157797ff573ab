package io.certconnect.cli.stores;

import io.certconnect.stores.Store;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Stores by the name of their schema. */
final class StoreConverter implements ITypeConverter<Store> {

    @Override
    public Store convert(String text) {
        for (Store store : Store.values()) {
            if (store.schema().equals(text)) {
                return store;
            }
        }
        throw new TypeConversionException("expected transcript or badge");
    }
}
