// Small native modules, each started where its markup is.
