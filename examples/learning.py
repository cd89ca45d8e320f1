"""What several fits learn with: a logistic formula by Newton's method, and trees as the program reads them."""
import numpy as np


def logistic(matrix, target, penalty):
    """Coefficients; all are drawn towards nought."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(60):
        shares = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (target - shares) - penalty * weights
        curve = (matrix * (shares * (1 - shares))[:, None]).T @ matrix + penalty * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def preorder(tree, number, at=0):
    """The nodes of a boosted tree, each before its branches; `number` is the column of each feature."""
    node = tree[at]
    if node["is_leaf"]:
        return [f"={node['value']:.4f}"]
    here = f"{number[int(node['feature_idx'])]}<={node['num_threshold']:.5f}"
    return [here, *preorder(tree, number, int(node["left"])), *preorder(tree, number, int(node["right"]))]
