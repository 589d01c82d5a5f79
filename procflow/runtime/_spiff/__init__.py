"""
SpiffWorkflow under procflow: the only package that imports it, and the only place that overrides its hooks.

SpiffWorkflow's tasks are the tokens and its task specs are the elements: a task runs, completes, and updates the
tasks that follow.
What is overridden, and why:

- nothing is predicted: a token's followers are made when it completes, so blocks in a row cost what they hold;
- the tree is kept flat: a finished task is taken out and its followers hang at the root, so a step costs the same
  however long the instance has run, and no depth limit is met;
- joins, boundary events, sub-processes and events are decided here by scope, host and flow of each token.
"""
