# SPDX-License-Identifier: Apache-2.0
"""Derives the table in Sources/FaceModels/MeanFace.swift from portraits that stay where they are:

    swift run -c release AccuracyProbe PORTRAIT… | .build-python/bin/python Tests/MeanFace/derive.py

1. All faces are laid over each other by similarity (generalised Procrustes), each also as its mirror image, so that the mean
   is symmetric. Which landmark mirrors which is found on the way: the nearest one in the mirror image.
2. A landmark's weight is 1 / its variance over all faces: what moves with the expression or differs between people counts
   little. Upper eyelids and all from the upper lip down are left out, and of neighbours the steadiest stays.
3. The mean face is turned about the x axis until half of the portraits look up and half down: that is the zero of pitch. Its
   mirror plane is the zero of yaw, the line through mirrored points that of roll.
4. The distance between the centres of the eyes becomes 1.
"""

import json
import sys

import numpy

LEAST_PRESENCE = 0.9
RIGHT_EYE, LEFT_EYE = (33, 133), (263, 362)
MIRRORED = [(33, 263), (133, 362), (61, 291), (70, 300), (234, 454), (127, 356)]
UPPER_LIP = 164
SPACING = 0.22
POINTS = 70
MIRROR = numpy.array([-1, 1, 1])


def faces(lines):
    """x to the right, y up, z towards the camera."""
    for line in lines:
        seen = json.loads(line)
        if seen["presence"] >= LEAST_PRESENCE:
            yield numpy.array(seen["landmarks"]) * [1, -1, -1]


def similarity(source, target, weights):
    """Scale, rotation and shift that lay the source best over the target."""
    weights = (weights / weights.sum())[:, None]
    from_centre, to_centre = (weights * source).sum(0), (weights * target).sum(0)
    a, b = source - from_centre, target - to_centre
    u, values, v = numpy.linalg.svd((a * weights).T @ b)
    sign = numpy.diag([1, 1, numpy.sign(numpy.linalg.det(v.T @ u.T))])
    rotation = v.T @ sign @ u.T
    scale = numpy.trace(numpy.diag(values) @ sign) / (weights * a * a).sum()
    return scale, rotation, to_centre - scale * rotation @ from_centre


def laid_over(mean, all_faces, weights):
    placed = []
    for face in all_faces:
        scale, rotation, shift = similarity(face, mean, weights)
        placed.append(scale * face @ rotation.T + shift)
    return numpy.array(placed)


def normal(shape):
    shape = shape - shape.mean(0)
    return shape / numpy.linalg.norm(shape)


def mirror_of_each(mean):
    """For each landmark the one that is nearest in the mirror image, and the image laid over the mean."""
    ends = numpy.array(MIRRORED + [pair[::-1] for pair in MIRRORED])
    image = mean * MIRROR
    scale, rotation, shift = similarity(image[ends[:, 0]], mean[ends[:, 1]], numpy.ones(len(ends)))
    other = None
    while True:
        placed = scale * image @ rotation.T + shift
        nearest = ((placed[:, None] - mean[None]) ** 2).sum(-1).argmin(1)
        if other is not None and (nearest == other).all():
            return other, placed
        other = nearest
        scale, rotation, shift = similarity(image, mean[other], numpy.ones(len(mean)))


def symmetric(mean):
    """The mean turned so that its mirror plane is x = 0."""
    other, image = mirror_of_each(mean)
    mean = (mean + image[other]) / 2
    across = sum(mean[b] - mean[a] for a, b in MIRRORED)
    x = across / numpy.linalg.norm(across)
    z = numpy.cross(x, [0, 1, 0])
    z /= numpy.linalg.norm(z)
    return mean @ numpy.array([x, numpy.cross(z, x), z]).T, other


def pitch_of(face, mean, weights):
    return -numpy.arcsin(similarity(mean, face, weights)[1][1, 2])


def turned(mean, angle):
    sine, cosine = numpy.sin(angle), numpy.cos(angle)
    return mean @ numpy.array([[1, 0, 0], [0, cosine, -sine], [0, sine, cosine]]).T


all_faces = list(faces(sys.stdin))
mean = normal(all_faces[0])
weights = numpy.ones(len(mean))
for _ in range(15):
    mean = normal(laid_over(mean, all_faces, weights).mean(0))
mean, other = symmetric(mean)
both = all_faces + [face[other] * MIRROR for face in all_faces]
for _ in range(30):
    placed = laid_over(mean, both, weights)
    mean = normal(placed.mean(0))
    mean = (mean + mean[other] * MIRROR) / 2
    variance = ((placed - placed.mean(0)) ** 2).sum(-1).mean(0)
    weights = 2 / (variance + variance[other])

eye = lambda corners: (mean[corners[0]] + mean[corners[1]]) / 2
mean = (mean - (eye(RIGHT_EYE) + eye(LEFT_EYE)) / 2) / numpy.linalg.norm(eye(RIGHT_EYE) - eye(LEFT_EYE))


def is_upper_lid(place):
    """Over the eyes, whose centres lie at (±½, 0)."""
    return place[1] > 0.05 and numpy.hypot(abs(place[0]) - 0.5, place[1]) < 0.3


chosen = []
for index in numpy.argsort(-weights):
    is_pair = other[other[index]] == index
    is_far = all(numpy.linalg.norm(mean[index] - mean[known]) > SPACING for known in chosen)
    is_steady = mean[index, 1] > mean[UPPER_LIP, 1] and not is_upper_lid(mean[index])
    if is_pair and is_far and is_steady and len(chosen) < POINTS:
        chosen += [index] if other[index] == index else [index, other[index]]
chosen = numpy.array(chosen)
for _ in range(3):
    pitches = [pitch_of(face[chosen], mean[chosen], weights[chosen]) for face in all_faces]
    mean = turned(mean, numpy.median(pitches))
weights = weights / weights[chosen].max()

rest = numpy.median([pitch_of(face[chosen], mean[chosen], weights[chosen]) for face in all_faces])
print(f"// {len(all_faces)} faces, {len(chosen)} landmarks; median pitch left: {numpy.degrees(rest):.4f} degrees")
rows = sorted((index, other[index]) for index in chosen if mean[index, 0] <= 0 or other[index] == index)
for index, twin in rows:
    x, y, z = mean[index] if index != twin else mean[index] * [0, 1, 1]
    print(f"    ({index}, {twin}, {x:.3f}, {y:.3f}, {z:.3f}, {weights[index]:.3f}),")
