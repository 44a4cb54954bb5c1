"""The elements and attributes of SVG that may be published: those that browsers draw (SVG 1.1, SVG 2, CSS)."""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"

_ELEMENTS = """
a animate animateMotion animateTransform circle clipPath defs desc ellipse feBlend feColorMatrix
feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow
feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line linearGradient marker mask
mpath path pattern polygon polyline radialGradient rect set stop style svg switch symbol text textPath title
tspan use view
"""
# Elements that run something, load something, or show what is no drawing: a file with one of them is refused.
_REFUSED = """
script handler listener foreignObject iframe frame object embed applet video audio source track canvas link meta
base form input button textarea html body
"""
# Attributes that name something else: another part of the drawing, or a picture that is in it.
LINKS = frozenset({"href", f"{{{XLINK}}}href"})
_ATTRIBUTES = """
accumulate additive alignment-baseline amplitude attributeName attributeType azimuth background-color baseFrequency
baseProfile baseline-shift begin bias by calcMode class clip clip-path clip-rule clipPathUnits color
color-interpolation color-interpolation-filters color-profile color-rendering cursor cx cy d decoding
diffuseConstant direction display divisor dominant-baseline dur dx dy edgeMode elevation enable-background end
exponent fill fill-opacity fill-rule filter filterRes filterUnits flood-color flood-opacity font font-family
font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style font-synthesis font-variant
font-variant-caps font-variant-ligatures font-variant-numeric font-variation-settings font-weight fr from fx fy
glyph-orientation-horizontal glyph-orientation-vertical gradientTransform gradientUnits height hyphens id
image-rendering in in2 inline-size intercept isolation k1 k2 k3 k4 kernelMatrix kernelUnitLength kerning keyPoints
keySplines keyTimes lang lengthAdjust letter-spacing lighting-color limitingConeAngle line-height marker marker-end
marker-mid marker-start markerHeight markerUnits markerWidth mask mask-type maskContentUnits maskUnits max method
min mix-blend-mode mode numOctaves offset opacity operator order orient origin overflow paint-order path pathLength
patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY pointsAtZ
preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount repeatDur requiredExtensions
requiredFeatures restart result role rotate rx ry scale seed shape-inside shape-padding shape-rendering
shape-subtract side slope solid-color solid-opacity spacing specularConstant specularExponent spreadMethod
startOffset stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset
stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale systemLanguage
tabindex tableValues target targetX targetY text-align text-align-last text-anchor text-decoration
text-decoration-color text-decoration-fill text-decoration-line text-decoration-stroke text-decoration-style
text-indent text-orientation text-overflow text-rendering text-transform textLength to transform transform-box
transform-origin type unicode-bidi values vector-effect version viewBox viewTarget visibility white-space width
will-change word-spacing writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z zoomAndPan
aria-describedby aria-hidden aria-label aria-labelledby aria-roledescription
"""

ELEMENTS = frozenset(_ELEMENTS.split())
REFUSED = frozenset(_REFUSED.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split()) | {f"{{{XML}}}space", f"{{{XML}}}lang"}
