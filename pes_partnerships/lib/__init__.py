"""The ground under every app: values and helpers that know no model of ours."""
