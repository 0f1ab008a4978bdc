"""The review page: a local web page over the feed store, for the people who decide. It needs the extra `serve`."""
